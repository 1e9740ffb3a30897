import { ApiError } from "../../api";

const mebibyte = 1024 * 1024;

/** Bytes of large requests at most that a server holds at once, whoever sends them. */
export const defaultBytesInFlight = 64 * mebibyte;

/** What one request holds. */
export interface Hold {
  /** @throws ApiError `ServiceUnavailable` where that would be too much for all together. */
  grow(bytes: number): void;
  /** Nothing is held any more. */
  end(): void;
}

/** How many bytes all requests together hold. Who sends a request is known only once it has been read. */
export class InFlight {
  #held = 0;

  constructor(private readonly most = defaultBytesInFlight) {}

  hold(): Hold {
    let own = 0;
    return {
      grow: (bytes) => {
        if (this.#held + bytes > this.most) throw this.#full();
        own += bytes;
        this.#held += bytes;
      },
      end: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }

  #full(): ApiError {
    return new ApiError(
      "ServiceUnavailable",
      `the requests in hand are larger than ${this.most} bytes together, which is all this server takes at once; nothing was changed: ask again a little later`,
    );
  }
}
