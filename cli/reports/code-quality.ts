import { createHash } from "node:crypto";
import type { Mistake } from "../../apps/load/mistake";
import { repositoryPath } from "./repository-path";

/** Faults as GitLab's Code Quality reads them, which merge requests show as annotations. */
export const codeQualityOf = (faults: readonly Mistake[]): object =>
  faults.map(({ file, line, rule, path, message }) => {
    const description = path === "" ? message : `${path} ${message}`;
    const place = repositoryPath(file);
    return {
      description,
      check_name: rule,
      // Without the line: what only moves is no new mistake.
      fingerprint: createHash("sha256")
        .update(JSON.stringify([place, rule, description]))
        .digest("hex"),
      severity: "major",
      location: { path: place, lines: { begin: line } },
    };
  });
