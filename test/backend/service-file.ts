import { threadFile } from "../thread-file";

let made: string | undefined;

/** What the thread runs, in the place of `backend/thread/service-file`. */
export function serviceFile(): string {
  made ??= threadFile("backend/thread/service.ts");
  return made;
}
