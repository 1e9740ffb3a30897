import { type Command, Option } from "commander";
import { sites } from "../../backend/api";

/** What says by whom Tencent is asked, beside the number of the account. */
export const withSite = (command: Command): Command =>
  command.addOption(
    new Option("--site <site>", "the site of the account whose key pair TENCENTRTC_CLOUD_* holds").choices(
      sites,
    ),
  );
