import fc from "fast-check";
import { openApnsP12Aside, TooManyWaiting } from "../../certificates";
import { openApnsP12Within } from "../../certificates/apns/p12";
import { Turns } from "../../certificates/aside/turns";
import { Postponed } from "../../certificates/pkcs12/work-budget";
import { bundleId, describeWithOpenssl, Openssl, password } from "./openssl";
import { outcome, valueIn } from "./outcome";

describeWithOpenssl("a costly .p12, as NSS and GnuTLS write it", () => {
  const openssl = new Openssl();
  afterAll(() => openssl.close());
  const p12 = openssl.p12(openssl.certificate(), ["-iter", "600000", "-macalg", "sha256"]);
  const reader = { owner: "100000000001", most: 1 };

  test("is read in a thread, while everybody else goes on", async () => {
    let isDone = false;
    let turns = 0;
    const others = () => {
      turns += 1;
      if (!isDone) setTimeout(others, 1);
    };
    others();
    const reading = openApnsP12Aside(p12, password, reader).finally(() => {
      isDone = true;
    });
    expect(valueIn(await reading).bundleId).toBe(bundleId);
    // Read in place it would have let nobody in.
    expect(turns).toBeGreaterThan(5);
  });

  test("is refused with another password, each reader for itself in turn", async () => {
    const wrong = ["a", "b"].map((word) => openApnsP12Aside(p12, word, { ...reader, owner: word }));
    for (const reading of await Promise.all(wrong)) expect(outcome(reading)).toBe("WrongPassword");
  });

  test("of one owner only so many wait, and the others are told at once", async () => {
    const words = ["c", "d", "e"].map((word) => openApnsP12Aside(p12, word, reader));
    const [first, second, third] = await Promise.allSettled(words);
    expect([first?.status, second?.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(third).toMatchObject({ status: "rejected", reason: expect.any(TooManyWaiting) });
  });

  test("is known when it is asked for again", async () => {
    const later = openApnsP12Aside(p12, password, { owner: "another", most: 0 });
    expect(valueIn(await later).bundleId).toBe(bundleId);
  });

  test("is postponed by whoever may do little, and a cheap one isn't", () => {
    expect(() => openApnsP12Within(p12, password, 0.01)).toThrow(Postponed);
    const cheap = openssl.p12(openssl.certificate(), ["-iter", "2048"]);
    expect(valueIn(openApnsP12Within(cheap, password, 0.01)).bundleId).toBe(bundleId);
  });
});

test("owners take turns, each of them in its own order, and nothing is lost", () => {
  const jobs = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat()));
  fc.assert(
    fc.property(jobs, (all) => {
      const turns = new Turns<readonly [string, number]>();
      for (const job of all) turns.add(job[0], job);
      const done: (readonly [string, number])[] = [];
      for (let job = turns.next(); job; job = turns.next()) {
        // Nobody's second goes before anybody's first that waits.
        const rounds = (owner: string) => done.filter(([one]) => one === owner).length;
        for (const owner of "abc")
          if (turns.count(owner) > 0) expect(rounds(job[0]) - rounds(owner)).toBeLessThan(1);
        done.push(job);
      }
      for (const owner of "abc") {
        expect(done.filter(([one]) => one === owner)).toEqual(all.filter(([one]) => one === owner));
      }
    }),
  );
});
