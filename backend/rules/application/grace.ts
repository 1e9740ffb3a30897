import type { BillingReason, Settings } from "../../api";

interface Stage {
  readonly status: "Expired" | "Disabled";
  readonly afterDays: number;
}

/**
 * What billing does to an application that nobody disabled by hand, and when (IM console: arrears disable after
 * 7 days; a refund expires at once and disables 7 days later). A package that nobody renewed is an arrear whose
 * features are gone at once.
 */
export function graceStages(event: BillingReason, settings: Settings): readonly Stage[] {
  switch (event) {
    case "arrears":
      return [{ status: "Disabled", afterDays: settings.ArrearsGraceDays }];
    case "refund":
      return [
        { status: "Expired", afterDays: 0 },
        { status: "Disabled", afterDays: settings.RefundGraceDays },
      ];
    case "expired":
      return [
        { status: "Expired", afterDays: 0 },
        { status: "Disabled", afterDays: settings.ArrearsGraceDays },
      ];
    case "package-used-up":
    case "pay-as-you-go-off":
      return [{ status: "Disabled", afterDays: 0 }];
  }
}
