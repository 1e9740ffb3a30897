// @ts-check
// What the engine starts: `pulumi-resource-tencentrtc`, or with `.cmd` on Windows.

const name = "pulumi-resource-tencentrtc";
const noNode = `${name} needs Node 20 or newer on PATH: https://nodejs.org`;

const shell = `#!/bin/sh
self=$0
if [ -L "$self" ]; then self=$(readlink -f "$self"); fi
if ! command -v node >/dev/null 2>&1; then
  echo "${noNode}" >&2
  exit 1
fi
exec node "\${self%/*}/dist/plugin/main.js" "$@"
`;

const batch = [
  "@echo off",
  "where node >nul 2>nul || (",
  `  echo ${noNode} 1>&2`,
  "  exit /b 1",
  ")",
  'node "%~dp0dist\\plugin\\main.js" %*',
  "",
].join("\r\n");

/** The launcher's file name and text. @param {import("./platforms.mjs").Platform} platform */
export const launcherFor = ({ os }) =>
  os === "windows" ? { file: `${name}.cmd`, text: batch } : { file: name, text: shell };
