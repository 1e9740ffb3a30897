import { z } from "zod";
import { actionsOf } from "../action";
import { Instant, storedText } from "../fields";
import { tagVersion } from "../version";

/** Projects of an account, which Tencent's public tag service looks after. No application belongs to one. */
const action = actionsOf("tag", tagVersion);

/** Projects of an account at most. One page has all of them: the SDK documents a fixed limit of 1000. */
export const projectsPerAccount = 1_000;

/** No source names a length. */
const ProjectName = storedText(100).min(1, "must not be empty");
const Info = storedText(1_000);
const ProjectId = z.number().int().positive();
const Switch = z.number().int().min(0).max(1);

export const DescribeProjects = action(
  "DescribeProjects",
  "read",
  z.strictObject({
    /** 1 lists disabled ones, too. */
    AllList: Switch,
    Limit: z.number().int().min(1).max(projectsPerAccount),
    Offset: z.number().int().min(0),
    ProjectId: ProjectId.optional(),
    /** The whole name. */
    ProjectName: storedText(1_000).optional(),
  }),
  z.object({
    Total: z.number().int(),
    Projects: z.array(
      z.object({
        ProjectId,
        ProjectName: z.string(),
        CreatorUin: z.number().int(),
        ProjectInfo: z.string(),
        CreateTime: Instant,
      }),
    ),
  }),
);

export const AddProject = action(
  "AddProject",
  "write",
  z.strictObject({ ProjectName, Info: Info.default("") }),
  z.object({ ProjectId, IsNew: Switch }),
);

export const UpdateProject = action(
  "UpdateProject",
  "write",
  z.strictObject({
    ProjectId,
    ProjectName: ProjectName.optional(),
    /** 1 disables it, 0 enables it again. */
    Disable: Switch.optional(),
    Info: Info.optional(),
  }),
  z.object({}),
);
