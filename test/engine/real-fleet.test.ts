import { share, testAtNight } from "../depth";
import { installations } from "../postgres/server";
import { classes, withPlugin } from "./plugin-project";
import { Project } from "./project";
import { each, idsOf, members, type Place, RealFleet } from "./real-fleet";

type Door = (fleet: RealFleet) => Promise<string>;
type Member = (typeof members)[number];

/** Files: `import` writes them; gives everything that was written or printed. */
const files: Door = async (fleet) => {
  const { project } = fleet;
  const printed: string[] = [];
  const ends = async (code: number, ...args: string[]) => {
    const { stdout, stderr } = await project.ends(code, ...args);
    printed.push(stdout, stderr);
    return stdout;
  };
  const heard = fleet.asked;
  for (const { name } of members) await ends(0, "import", "--account", name, "--yes");
  const preview = JSON.parse(await ends(0, "preview", "--json"));
  expect(preview.stacks.map(({ changes }: { changes: unknown }) => changes)).toEqual([[], [], []]);
  // All of it within the minutes for which the enrolment's proofs count.
  expect(fleet.asked).toBe(heard);
  for (const member of members) {
    const [, second] = idsOf(member);
    project.write(`apps/app-${second}.yaml`, `${project.read(`apps/app-${second}.yaml`)}enabled: true\n`);
  }
  await ends(0, "up", "--yes");
  const done = members.map((member) => fleet.console(member));
  const drift = JSON.parse(await ends(2, "drift", "--json"));
  expect(drift.stacks).toEqual(members.map(driftOf));
  const told = JSON.parse(await ends(3, "up", "--yes", "--json"));
  expect(told.stacks.map(({ notices }: { notices: { kind: string }[] }) => personal(notices))).toEqual([
    2, 2, 2,
  ]);
  for (const { undo } of done) undo();
  expect(JSON.parse(await ends(0, "drift", "--json")).stacks).toMatchObject(
    members.map(() => ({ drift: [] })),
  );
  const states = members.map(({ name }) => project.stateText(`main.${name}`));
  await ends(0, "destroy", "--yes");
  return [...printed, ...states].join("\n");
};

const personal = (notices: readonly { readonly kind: string }[]) =>
  notices.filter(({ kind }) => kind === "person").length;

/** All of it, and how each is known. */
function driftOf(member: Member): object {
  const { name, region } = member;
  const [first, second] = idsOf(member);
  const known = (code: number) =>
    expect.stringMatching(new RegExp(`^proven by account_check at ${region}: ${code}, \\d{4}-`));
  return expect.objectContaining({
    account: name,
    resources: 2 * each,
    errors: [],
    drift: [
      expect.objectContaining({
        ...{ kind: "AdminAccount", id: `${first}/ops`, what: "isAdmin", declared: true, actual: false },
        how: known(60010),
        person: expect.stringContaining("Create account"),
      }),
      expect.objectContaining({
        ...{ kind: "Application", sdkAppId: String(second), what: "enabled", declared: true, actual: false },
        how: known(60016),
        person: expect.stringContaining("Enable or Disable Application"),
      }),
    ],
  });
}

const program = (names: string, member: Member) => `${names}
  for (const id of ${JSON.stringify(idsOf(member).map(String))}) {
    const app = new Application("app" + id, { adopt: id, region: "${member.region}", enabled: true });
    new AdminAccount("ops" + id, { application: app, userId: "ops", adopt: true });
  }
`;

/** Programs: a project for each account, as an account is a setting of a stack. */
const programs =
  (make: () => Project, names: string): Door =>
  async (fleet) => {
    const written: string[] = [];
    for (const member of members) {
      const project = make();
      Object.assign(project.env, fleet.variables(member));
      const ends = async (run: ReturnType<Project["up"]>) => {
        const { code, output } = await run;
        written.push(output);
        expect({ code, output }).toMatchObject({ code: 0 });
        return output;
      };
      try {
        await project.init();
        project.program(program(names, member));
        const heard = fleet.asked;
        expect(await ends(project.up())).toContain(`${2 * each + 1} created`);
        await ends(project.preview("--refresh", "--expect-no-changes"));
        expect(fleet.asked).toBe(heard);
        const { undo } = fleet.console(member);
        await fleet.project.ends(2, "verify", "--account", member.name);
        expect(await ends(project.preview("--refresh"))).toContain("2 to update");
        expect(await ends(project.up("--refresh"))).toMatch(
          /needs a person: .*Enable or Disable Application/,
        );
        undo();
        await fleet.project.ends(0, "verify", "--account", member.name);
        await ends(project.up("--refresh"));
        await ends(project.preview("--expect-no-changes"));
        written.push(project.stateText());
        await ends(project.destroy());
        expect(await project.resources()).toEqual([]);
      } finally {
        project.remove();
      }
    }
    return written.join("\n");
  };

const doors = {
  files,
  "programs by classes": programs(() => new Project(), "const { Application, AdminAccount } = rtc;"),
  "programs by the plugin": programs(withPlugin, classes),
} as const;
const places: readonly Place[] = ["SQLite", "PostgreSQL", "a server"];
const rows = Object.entries(doors).flatMap(([name, door]) => places.map((place) => ({ name, place, door })));
/** Each row starts dozens of engines. */
const now = share(rows, rows.length);

/** Every door at every place: one of them in `npm test`, all of them at night. */
for (const row of rows) {
  const { name, place, door } = row;
  const isThere = place !== "PostgreSQL" || installations().length > 0;
  const run = !isThere ? test.skip : now.includes(row) ? test : testAtNight;
  run(
    `${3 * each} applications of three accounts on two sites, from a list to ${name}, on ${place}`,
    async () => {
      const fleet = await RealFleet.at(place);
      try {
        const printed: string[] = [];
        for (const member of members) printed.push(await fleet.enrol(member));
        printed.push(await door(fleet), fleet.log);
        const all = printed.join("\n");
        for (const secret of fleet.secrets) expect(all).not.toContain(secret);
        expect(fleet.tencent.mutations).toEqual([]);
      } finally {
        await fleet.remove();
      }
    },
  );
}
