package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		calls, err := tencentrtc.NewApplication(ctx, "calls", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String("call"),
			},
			Region: pulumi.String("singapore"),
		})
		if err != nil {
			return err
		}
		trial, err := tencentrtc.NewSubscription(ctx, "trial", &tencentrtc.SubscriptionArgs{
			Application: calls.ID(),
			Product:     pulumi.String("call"),
			Edition:     pulumi.String("free-trial"),
		})
		if err != nil {
			return err
		}
		records, err := tencentrtc.NewWebhook(ctx, "records", &tencentrtc.WebhookArgs{
			Application: trial.Application,
			Product:     pulumi.String("call"),
			Url:         pulumi.String("https://example.com/tencent/calls"),
			Events: pulumi.StringArray{
				pulumi.String("Call.CallbackAfterEndCall"),
			},
		})
		if err != nil {
			return err
		}
		found := tencentrtc.LookupWebhookOutput(ctx, tencentrtc.LookupWebhookOutputArgs{
			Application: records.Application,
			Product:     pulumi.String("call"),
		}, nil)
		ctx.Export("address", found.Address())
		return nil
	})
}
