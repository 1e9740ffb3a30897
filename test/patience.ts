/** No test measures time, and a machine that has other work to do takes its time; a minute means that it hangs. */
jest.setTimeout(60_000);
