package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		calls, err := tencentrtc.NewApplication(ctx, "calls", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String(tencentrtc.ApplicationProductChat),
				pulumi.String(tencentrtc.ApplicationProductCall),
			},
			Region: pulumi.String(tencentrtc.ApplicationRegionSingapore),
		})
		if err != nil {
			return err
		}
		trial, err := tencentrtc.NewSubscription(ctx, "trial", &tencentrtc.SubscriptionArgs{
			Application: calls.ID(),
			Product:     pulumi.String(tencentrtc.SubscriptionProductCall),
			Edition:     pulumi.String(tencentrtc.SubscriptionEditionFreeTrial),
		})
		if err != nil {
			return err
		}
		records, err := tencentrtc.NewWebhook(ctx, "records", &tencentrtc.WebhookArgs{
			Application: calls.ID(),
			Product:     pulumi.String(tencentrtc.WebhookProductCall),
			Url:         pulumi.String("https://example.com/tencent/calls"),
			Events: pulumi.StringArray{
				pulumi.String("Call.CallbackAfterStartCall"),
				pulumi.String("Call.CallbackAfterEndCall"),
			},
		}, pulumi.DependsOn([]pulumi.Resource{
			trial,
		}))
		if err != nil {
			return err
		}
		ctx.Export("address", records.Address)
		return nil
	})
}
