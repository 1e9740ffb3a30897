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
  # For annotations beside the lines; the lines themselves go to the log.
  npx --no tencentrtc validate --format sarif >"$reports/validate.sarif"
  npx --no tencentrtc validate || exit 1
  npx --no tencentrtc preview --format markdown --output "$reports/preview.md"
  # 2 says that there are changes, which is what a pull request is for.
  test $? -ne 1
  ;;
merge)
  npx --no tencentrtc up --yes
  ;;
nightly)
  npx --no tencentrtc drift --format junit --output "$reports/drift.xml"
  drift=$?
  npx --no tencentrtc drift --format markdown --output "$reports/drift.md"
  npx --no tencentrtc certs --within "${CERTS_WITHIN:-30}"
  certs=$?
  # 1, that something could not be read, counts more than 2, that something was found.
  test $drift -eq 1 && exit 1
  test $certs -eq 0 && exit $drift
  exit $certs
  ;;
*)
  echo "usage: $0 pull-request | merge | nightly" >&2
  exit 1
  ;;
esac
