import { threadFile } from "../thread-file";

/** What the thread runs, in the place of `backend/thread/service-file`. */
export const serviceFile = (): string => threadFile("backend/thread/service.ts");
