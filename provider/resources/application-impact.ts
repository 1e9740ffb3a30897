/**
 * What disabling does to people, as the console states it before it lets anybody disable (RTC console, "Important
 * Note: Disable or Delete Applications").
 */
export const disablingHits =
  "Call, Conference, RTC Engine, Live and Chat stop together. It takes 3-5 minutes to take effect, and until then " +
  "people may still enter rooms and are billed; afterwards those still in rooms go on being billed until their rooms " +
  "are dismissed (DismissRoom). Cloud recordings stay in COS or VOD and are managed there";
