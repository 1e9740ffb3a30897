// Tencent RTC and Chat applications (SDKAppIDs) as code, with disable-before-delete built in.
package tencentrtc
