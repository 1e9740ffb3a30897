/** Runs what a process was started for, given as JSON on its command line; who started it ends it by going. */
export function inWorker<Work>(main: (work: Work) => Promise<void>): void {
  // To listen for the end of who started it keeps a process alive.
  const orphaned = () => process.exit(1);
  process.on("disconnect", orphaned);
  const [, , work = "{}"] = process.argv;
  main(JSON.parse(work))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    })
    .finally(() => process.off("disconnect", orphaned));
}
