import { type Command, Option } from "commander";
import { sites } from "../../backend/api";

/** Options that say by whom Tencent is asked. */
export const withTencentOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--site <site>", "the site of the account whose key pair TENCENTRTC_CLOUD_* holds").choices(
        sites,
      ),
    )
    .option("--uin <number>", "the account that the key pair must be of; else nothing is asked");
