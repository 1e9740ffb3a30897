/** Sound files that have a bit of everything. */
export const support = `# yaml-language-server: $schema=../node_modules/pulumi-tencentrtc/apps.schema.json
application: support
products: [chat, call]
region: singapore
description: customer_support
tags: &common
  team: support
  "cost centre": '4711'
admins:
  - ops_admin
  - userId: bot
    adopt: true
timeouts: { delete: 1h30m }
subscriptions:
  - { product: call, edition: free-trial }
webhooks:
  - product: call
    url: https://example.com/calls
    events: [Call.CallbackAfterStartCall, Call.CallbackAfterEndCall]
environments:
  dev:
    name: support_dev
    tags: *common
  prod:
    enabled: true
    admins:
      - { userId: bot, adopt: false }
`;

export const shop = `application: shop
account: main
adopt: 1400000001
name: 客服 # what is taken over may be called what it is called
products: [chat, call, live]
region: tokyo
enabled: false
tags:
certificates:
  - name: ios
    platform:
      vendor: apns-p12
      environment: production
      file: certs/Push Production (2026).p12
      password: env:P12_PASSWORD
  - name: fcm
    adopt: 6768
    platform: &fcm
      vendor: fcm
      clickAction: { opens: in-app-page, intentAction: com.example.shop.OPEN }
  - name: huawei
    platform: { vendor: huawei, packageName: com.example.shop, appId: '104512345', appSecret: "file:../a b.txt" }
subscriptions:
  - { product: call, edition: group-call, months: 3, autoRenewal: true }
  - product: live
    edition: pro
    configuration: { peakConcurrentUsers: 500 }
  - { product: chat, adopt: true, timeouts: { create: 10m } }
environments:
  prod:
    certificates:
      - { name: fcm, platform: { serviceAccount: config:fcmKey, messageMode: data } }
      - name: ios
        platform: { password: "config:p12Password" }
    subscriptions:
      - { product: call, months: 6 }
      - live
  # What is released stays as it is.
  test: { release: true, adopt: "1400000002", certificates: [{ name: fcm, platform: { serviceAccount: keys/fcm.json } }] }
`;
