import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What a server counts, for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "tencentrtc_requests_total",
    help: "Requests answered, by action and error code (OK where there was none)",
    labelNames: ["action", "code"],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: "tencentrtc_request_duration_seconds",
    help: "Time from the last byte of a request to its answer",
    labelNames: ["action"],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.#registry],
  });
  readonly #running = new Gauge({
    name: "tencentrtc_requests_running",
    help: "Requests that are being answered",
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  begin(): void {
    this.#running.inc();
  }

  /** @param action one that exists, or "none": a label must not grow with what strangers send */
  end(action: string, code: string, seconds: number): void {
    this.#running.dec();
    this.#requests.inc({ action, code });
    this.#seconds.observe({ action }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  print(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#registry.clear();
  }
}
