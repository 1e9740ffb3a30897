import { type Logger, pino } from "pino";

const standardError = 2;

/** The log of a served backend, one JSON object a line on standard error. `quiet` leaves out what is neither warning nor error. */
export const serverLog = ({ quiet }: { readonly quiet?: boolean }): Logger =>
  pino({ level: quiet ? "warn" : "info", base: null }, pino.destination(standardError));
