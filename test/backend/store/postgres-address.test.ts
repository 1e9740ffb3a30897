import { addressOf } from "../../../backend/store/postgres/address";

test.each(["sslrootcert", "sslcert", "sslkey"])(
  "a %s that isn't there is told before the driver looks",
  (name) => {
    expect(() => addressOf(`postgres://rtc:secret@db/rtc?${name}=/nowhere/ca.pem`)).toThrow(
      expect.objectContaining({
        kind: "invalid-location",
        message: expect.stringMatching(
          new RegExp(
            `^The backend database postgres://db/rtc can't be reached: ${name} in its URL names /nowhere/ca\\.pem`,
          ),
        ),
      }),
    );
  },
);
