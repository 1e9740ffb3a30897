import { z } from "zod";
import {
  type Action,
  ApiError,
  CreateApplication,
  DescribeAccount,
  defaultSettings,
  type ErrorCode,
  ListOwners,
  type RequestOf,
  type ResponseOf,
} from "../../../backend/api";
import { CutOff } from "../../../ground/errors";
import { Client } from "../../../provider/client/client";
import { BackendUnavailable } from "../../../provider/client/errors";
import { foundIn, isGone, isGoneOrGoing } from "../../../provider/client/gone";
import type { CallOptions, Transport } from "../../../provider/client/transport";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A backend that answers with these errors, one after the other, and then well. */
function failing(...errors: Error[]): Transport & { calls: number } {
  return {
    calls: 0,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    async call<A extends Action>(action: A): Promise<ResponseOf<A>> {
      this.calls += 1;
      const error = errors.shift();
      if (error) throw error;
      return z.parse<A["response"]>(action.response, action.name === "ListOwners" ? { Owners: [] } : account);
    },
    close: async () => {},
  };
}

const account = {
  Identity: "i",
  Uin: "1",
  Simulated: true,
  Settings: defaultSettings,
  Applications: 0,
  ServerTime: "2026-03-01T00:00:00.000Z",
};

const minutes = (count: number) => jest.advanceTimersByTimeAsync(count * 60_000);
const clientOf = (transport: Transport, signal = new AbortController().signal) =>
  new Client(transport, signal);
const refusal = (code: ErrorCode) => new ApiError(code, "refused");

describe("retry by class of error", () => {
  test.each<ErrorCode>([
    "RequestLimitExceeded",
    "InternalError",
    "ServiceUnavailable",
    "ResourceUnavailable",
    "FailedOperation.ResourceTagProcessing",
  ])("%s passes, so it is tried again", async (code) => {
    const transport = failing(refusal(code), refusal(code));
    const answer = clientOf(transport).call(ListOwners, { Prefix: "" });
    await minutes(1);
    expect(await answer).toEqual({ Owners: [] });
    expect(transport.calls).toBe(3);
  });

  test.each<ErrorCode>([
    "LimitExceeded",
    "LimitExceeded.Applications",
    "LimitExceeded.ResourceAttachedTags",
    "FailedOperation",
    "FailedOperation.ApplicationBusy",
    "ResourceNotFound.Application",
    "UnauthorizedOperation",
    "InvalidParameter",
  ])("%s doesn't pass by itself, so it is not", async (code) => {
    const transport = failing(refusal(code));
    await expect(clientOf(transport).call(ListOwners, { Prefix: "" })).rejects.toMatchObject({ code });
    expect(transport.calls).toBe(1);
  });

  test.each([
    ["a backend that is missing", new BackendUnavailable("missing", "missing")],
    ["a mistake of ours", new TypeError("x is undefined")],
  ])("%s is not tried again", async (_, error) => {
    const transport = failing(error);
    await expect(clientOf(transport).call(ListOwners, { Prefix: "" })).rejects.toBe(error);
    expect(transport.calls).toBe(1);
  });

  test("tries end, and the last refusal is the answer", async () => {
    const transport = failing(...Array.from({ length: 50 }, () => refusal("ServiceUnavailable")));
    const answer = expect(clientOf(transport).call(ListOwners, { Prefix: "" })).rejects.toMatchObject({
      code: "ServiceUnavailable",
    });
    await minutes(10);
    await answer;
    expect(transport.calls).toBe(8);
  });

  test("a cancelled run tries no more", async () => {
    const controller = new AbortController();
    const transport = failing(...Array.from({ length: 50 }, () => refusal("ServiceUnavailable")));
    const answer = expect(
      clientOf(transport, controller.signal).call(ListOwners, { Prefix: "" }),
    ).rejects.toThrow();
    await jest.advanceTimersByTimeAsync(1);
    controller.abort();
    await minutes(10);
    await answer;
    expect(transport.calls).toBeLessThanOrEqual(2);
  });

  const creation = { Name: "a", Region: "tokyo", Products: ["chat"] } satisfies RequestOf<
    typeof CreateApplication
  >;

  test("a creation that is cancelled in the pause before its next try ends at once", async () => {
    const controller = new AbortController();
    const transport = failing(refusal("RequestLimitExceeded"), refusal("RequestLimitExceeded"));
    const client = clientOf(transport).bound(controller.signal);
    const answer = client.call(CreateApplication, creation).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(0);
    expect(transport.calls).toBe(1);
    controller.abort(new CutOff("cancelled"));
    // No time passes in which the pause could end.
    expect(await answer).toEqual(new CutOff("cancelled"));
    await minutes(1);
    expect(transport.calls).toBe(1);
  });

  test("a creation that is cancelled under way and then refused for its rate isn't tried again", async () => {
    const controller = new AbortController();
    const transport = failing(refusal("RequestLimitExceeded"));
    const held: (() => void)[] = [];
    const slow: Transport = {
      ...transport,
      call: async (...call) => {
        await new Promise<void>((go) => held.push(go));
        return transport.call(...call);
      },
    };
    const client = clientOf(slow).bound(controller.signal);
    const answer = client.call(CreateApplication, creation).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(0);
    controller.abort(new CutOff("cancelled"));
    await jest.advanceTimersByTimeAsync(0);
    for (const go of held) go();
    expect(await answer).toEqual(new CutOff("cancelled"));
    expect(held).toHaveLength(1);
  });
});

describe("account", () => {
  test("is asked for once per run, however many ask", async () => {
    const transport = failing();
    const client = clientOf(transport);
    await Promise.all([client.account(), client.account(), client.account({ mayCreateBackend: true })]);
    expect(transport.calls).toBe(1);
  });

  test("a failure isn't remembered", async () => {
    const transport = failing(new BackendUnavailable("missing", "missing"));
    const client = clientOf(transport);
    await expect(client.account()).rejects.toThrow("missing");
    expect(await client.account()).toMatchObject({ Identity: "i" });
  });

  test("one that may make a backend doesn't take over the failure of one that may not", async () => {
    const transport = failing(
      new BackendUnavailable("missing", "missing"),
      new BackendUnavailable("missing", "missing"),
    );
    const client = clientOf(transport);
    const first = expect(client.account()).rejects.toThrow("missing");
    const creating = client.account({ mayCreateBackend: true }).catch((error: unknown) => error);
    await first;
    // Its own question fails too, and is the last.
    expect(await creating).toMatchObject({ reason: "missing" });
    expect(transport.calls).toBe(2);
    expect(await client.account({ mayCreateBackend: true })).toMatchObject({ Identity: "i" });
  });

  test("the transport hears whether it may make a backend", async () => {
    const options: boolean[] = [];
    const transport: Transport = {
      requestsPerSecond: Number.POSITIVE_INFINITY,
      async call<A extends Action>(action: A, _: RequestOf<A>, { mayCreateBackend }: CallOptions) {
        options.push(mayCreateBackend);
        return z.parse<A["response"]>(action.response, account);
      },
      close: async () => {},
    };
    const client = clientOf(transport);
    await client.call(DescribeAccount, {});
    await client.call(DescribeAccount, {}, { mayCreateBackend: true });
    expect(options).toEqual([false, true]);
  });
});

describe("what a code means", () => {
  const codes = [
    { code: "ResourceNotFound.Application", application: "gone", account: "gone" },
    { code: "ResourceNotFound.AdminAccount", application: "refused", account: "gone" },
    { code: "ResourceNotFound.PushCertificate", application: "refused", account: "refused" },
    { code: "OperationDenied.ApplicationDeleting", application: "going", account: "going" },
    { code: "OperationDenied.ApplicationProtected", application: "refused", account: "refused" },
    { code: "UnauthorizedOperation", application: "refused", account: "refused" },
  ] as const;
  const meaningOf = (error: unknown, noun: "Application" | "AdminAccount") => {
    if (isGone(error, noun)) return "gone";
    return isGoneOrGoing(error, noun) ? "going" : "refused";
  };

  test.each(codes)("$code: an application is $application, an account on it $account", (row) => {
    expect(meaningOf(refusal(row.code), "Application")).toBe(row.application);
    expect(meaningOf(refusal(row.code), "AdminAccount")).toBe(row.account);
    const entry = { Outcome: "Refused", Code: row.code, Message: "no" } as const;
    if (row.account === "gone") expect(foundIn(entry, "AdminAccount")).toBeUndefined();
    else expect(() => foundIn(entry, "AdminAccount")).toThrow(`no (${row.code})`);
  });

  test("nothing but an error of the backend means gone", () => {
    expect(isGoneOrGoing(new Error("ResourceNotFound.Application"), "Application")).toBe(false);
  });
});
