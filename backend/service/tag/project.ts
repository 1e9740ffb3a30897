import {
  type AddProject,
  ApiError,
  type DescribeProjects,
  projectsPerAccount,
  type UpdateProject,
} from "../../api";
import { asText, summaryOf } from "../../rules/activities";
import { instant } from "../application/record";
import type { Handler, WriteMoment } from "../scope";

/** Seven digits, as Tencent's are. */
const firstProjectId = 1_000_001;

export const describeProjects: Handler<typeof DescribeProjects> = (request, scope) =>
  scope.read(async ({ db, account }) => {
    const { AllList, Limit, Offset, ProjectId, ProjectName } = request;
    let found = db.selectFrom("projects").where("uin", "=", account.uin);
    if (AllList === 0) found = found.where("disabled", "=", 0);
    if (ProjectId !== undefined) found = found.where("project_id", "=", ProjectId);
    if (ProjectName !== undefined) found = found.where("name", "=", ProjectName);
    const { count } = await found.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await found.selectAll().orderBy("project_id").limit(Limit).offset(Offset).execute();
    return {
      Total: Number(count),
      Projects: rows.map((row) => ({
        ProjectId: row.project_id,
        ProjectName: row.name,
        CreatorUin: Number(row.uin),
        ProjectInfo: row.info,
        CreateTime: instant(row.created_at),
      })),
    };
  });

export const addProject: Handler<typeof AddProject> = ({ ProjectName: name, Info: info }, scope) =>
  scope.write(async (moment) => {
    const { db, now, account } = moment;
    await mustBeFree(name, moment);
    const { count, last } = await db
      .selectFrom("projects")
      .select(({ fn }) => [fn.countAll().as("count"), fn.max("project_id").as("last")])
      .where("uin", "=", account.uin)
      .executeTakeFirstOrThrow();
    if (Number(count) >= projectsPerAccount) {
      throw new ApiError(
        "FailedOperation.ProjectNumExceed",
        `the account has ${projectsPerAccount} projects, disabled ones included: no more can be added`,
      );
    }
    const project_id = last === null ? firstProjectId : Number(last) + 1;
    await db
      .insertInto("projects")
      .values({ uin: account.uin, project_id, name, info, disabled: 0, created_at: now })
      .execute();
    noteProject(moment, `project ${project_id} ${asText(name)} added`);
    return { ProjectId: project_id, IsNew: 1 };
  });

export const updateProject: Handler<typeof UpdateProject> = (request, scope) =>
  scope.write(async (moment) => {
    const { db, account } = moment;
    const { ProjectId, ProjectName: name, Info: info, Disable: disabled } = request;
    const row = await db
      .selectFrom("projects")
      .selectAll()
      .where("uin", "=", account.uin)
      .where("project_id", "=", ProjectId)
      .executeTakeFirst();
    if (!row) {
      throw new ApiError(
        "ResourceNotFound.RecordNotFound",
        `the account has no project ${ProjectId}`,
        "ProjectId",
      );
    }
    if (name !== undefined && name !== row.name) await mustBeFree(name, moment);
    const after = {
      name: name ?? row.name,
      info: info ?? row.info,
      disabled: disabled ?? row.disabled,
    };
    await db
      .updateTable("projects")
      .set(after)
      .where("uin", "=", account.uin)
      .where("project_id", "=", ProjectId)
      .execute();
    const isChanged = after.name !== row.name || after.info !== row.info || after.disabled !== row.disabled;
    if (isChanged) noteProject(moment, `project ${ProjectId} ${asText(after.name)} changed`);
    return {};
  });

async function mustBeFree(name: string, { db, account }: WriteMoment): Promise<void> {
  const held = await db
    .selectFrom("projects")
    .select("project_id")
    .where("uin", "=", account.uin)
    .where("name", "=", name)
    .executeTakeFirst();
  if (!held) return;
  throw new ApiError(
    "InvalidParameter.ProjectNameExisted",
    `is the name of project ${held.project_id} already`,
    "ProjectName",
  );
}

const noteProject = ({ note }: WriteMoment, text: string): void =>
  note({ sdkAppId: null, owner: null, fields: ["Projects"], summary: summaryOf([text]) });
