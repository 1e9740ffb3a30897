#!/bin/sh
# What CI does with files of applications, whatever the CI system:
#
#   tencentrtc.sh pull-request   checks the files and previews them; the report is a comment for the pull request
#   tencentrtc.sh merge          makes the backend what the files say
#   tencentrtc.sh nightly        reports what was changed behind the files' back, and certificates that end soon
#
# Set PULUMI_BACKEND_URL (where states lie) and TENCENTRTC_ENDPOINT (the management backend) to what all runners share,
# PULUMI_CONFIG_PASSPHRASE to the team's, and TENCENTRTC_ENVIRONMENT to the environment. Reports go to the folder
# $REPORTS, `reports` unless told.
set -u
reports=${REPORTS:-reports}
mkdir -p "$reports"

case "${1:-}" in
pull-request)
  # For annotations beside the lines, of GitHub and of GitLab.
  npx --no tencentrtc validate --format sarif >"$reports/validate.sarif"
  npx --no tencentrtc validate --format code-quality >"$reports/code-quality.json"
  npx --no tencentrtc validate >"$reports/validate.txt"
  validated=$?
  cat "$reports/validate.txt"
  if test $validated -ne 0; then
    { printf '### The files have mistakes\n\n' && sed 's/^/    /' "$reports/validate.txt"; } >"$reports/preview.md"
    exit $validated
  fi
  echo '### The preview failed: the log of the job says why' >"$reports/preview.md"
  npx --no tencentrtc preview --format markdown --output "$reports/preview.md"
  code=$?
  # 2 says that there are changes, which is what a pull request is for.
  test $code -eq 2 && exit 0
  exit $code
  ;;
merge)
  npx --no tencentrtc up --yes
  ;;
nightly)
  npx --no tencentrtc drift --output "$reports/drift.md" --output "$reports/drift.xml"
  drift=$?
  npx --no tencentrtc certs --within "${CERTS_WITHIN:-30}"
  certs=$?
  # What failed counts more than what was found, which is 2.
  for code in $drift $certs; do
    test $code -eq 0 || test $code -eq 2 || exit $code
  done
  test $drift -eq 0 || exit $drift
  exit $certs
  ;;
*)
  echo "usage: $0 pull-request | merge | nightly" >&2
  exit 1
  ;;
esac
