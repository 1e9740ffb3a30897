import { onSignal } from "../../cli/terminal/interruption";

test("a second signal within a second is the first one again, a later one ends the process", () => {
  const exit = jest.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("ended");
  });
  let now = 5_000;
  const heard: string[] = [];
  const off = onSignal(
    (signal) => heard.push(signal),
    () => now,
  );
  try {
    process.emit("SIGINT", "SIGINT");
    now += 999;
    process.emit("SIGINT", "SIGINT");
    process.emit("SIGTERM", "SIGTERM");
    expect(heard).toEqual(["SIGINT"]);
    expect(exit).not.toHaveBeenCalled();
    now += 1;
    expect(() => process.emit("SIGINT", "SIGINT")).toThrow("ended");
    expect(exit).toHaveBeenCalledWith(130);
  } finally {
    off();
    exit.mockRestore();
  }
});
