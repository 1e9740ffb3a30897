// @ts-check
// The platforms that a tarball of the plugin is made for.

/**
 * @typedef {{ os: string, arch: string, prebuilds: string }} Platform `os` and `arch` as Pulumi's engine writes them;
 * `prebuilds` is the folder of the SQLite addon in its package.
 */

/** @type {readonly Platform[]} */
export const platforms = [
  { os: "linux", arch: "amd64", prebuilds: "linux-x64" },
  { os: "linux", arch: "arm64", prebuilds: "linux-arm64" },
  { os: "darwin", arch: "amd64", prebuilds: "darwin-x64" },
  { os: "darwin", arch: "arm64", prebuilds: "darwin-arm64" },
  { os: "windows", arch: "amd64", prebuilds: "win32-x64" },
  { os: "windows", arch: "arm64", prebuilds: "win32-arm64" },
];

/** @param {Platform} platform */
export const nameOf = ({ os, arch }) => `${os}-${arch}`;

/** The platform of this machine; undefined where the plugin has none. */
export const ownPlatform = () =>
  platforms.find(({ prebuilds }) => prebuilds === `${process.platform}-${process.arch}`);
