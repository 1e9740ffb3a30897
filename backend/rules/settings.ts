import { remembered } from "../../ground/remembered";
import { defaultSettings, Settings } from "../api";

const Overrides = Settings.partial();

/** The settings of an account: the defaults with its own overrides (JSON, as stored) laid over them. */
export const settingsOf = remembered(
  (overrides: string): Settings =>
    overrides === "{}" ? defaultSettings : { ...defaultSettings, ...Overrides.parse(JSON.parse(overrides)) },
);

/** In what settings differ from those of before, in words. */
export const settingDifferences = (before: Settings, after: Settings): string[] =>
  Settings.keyof().options.flatMap((name) =>
    before[name] === after[name] ? [] : [`${name}: ${before[name]} → ${after[name]}`],
  );
