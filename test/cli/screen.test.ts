import { note, paint, print, printData, printJson } from "../../cli/terminal/screen";

const hostile = "a\u001b[2Jb\u009bc\u202ed\u2028e\u{e0001}f\tg\nh";

function shown(stream: NodeJS.WriteStream, isTerminal: boolean, act: () => void): string {
  const written: string[] = [];
  const write = jest.spyOn(stream, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const before = Object.getOwnPropertyDescriptor(stream, "isTTY");
  Object.defineProperty(stream, "isTTY", { value: isTerminal, configurable: true });
  const hasColors = Object.getOwnPropertyDescriptor(stream, "hasColors");
  Object.defineProperty(stream, "hasColors", { value: () => isTerminal, configurable: true });
  try {
    act();
  } finally {
    write.mockRestore();
    restore(stream, "isTTY", before);
    restore(stream, "hasColors", hasColors);
  }
  return written.join("");
}

function restore(stream: NodeJS.WriteStream, name: string, before: PropertyDescriptor | undefined): void {
  if (before) Object.defineProperty(stream, name, before);
  else Reflect.deleteProperty(stream, name);
}

describe("text of others", () => {
  const harmless = "a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf  g\nh\n";
  test.each<[string, NodeJS.WriteStream, (text: string) => void]>([
    ["a result", process.stdout, print],
    ["a note", process.stderr, note],
  ])("does nothing to a terminal as %s, and its lines stay lines", (_, stream, tell) => {
    for (const isTerminal of [true, false]) {
      expect(shown(stream, isTerminal, () => tell(hostile))).toBe(harmless);
    }
  });

  test("is to the letter in data, save on a terminal", () => {
    expect(shown(process.stdout, false, () => printData(hostile))).toBe(`${hostile}\n`);
    expect(shown(process.stdout, true, () => printData(hostile))).toBe(harmless);
  });

  test("is in JSON what it is, and harmless on a terminal", () => {
    const printed = shown(process.stdout, true, () => printJson({ hostile }));
    expect(printed).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/u);
    expect(JSON.parse(printed)).toEqual({ hostile });
  });

  test("leaves our own colours, and has none", () => {
    const painted = shown(process.stdout, true, () =>
      print(`${paint({ text: "ok\u001b[31m", colour: "green" })} done`),
    );
    expect(painted).toBe("\u001b[32mok\ufffd[31m\u001b[0m done\n");
  });
});
