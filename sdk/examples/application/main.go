package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := tencentrtc.NewApplication(ctx, "support", &tencentrtc.ApplicationArgs{
			Description: pulumi.String("customer_support"),
			Products: pulumi.StringArray{
				pulumi.String(tencentrtc.ApplicationProductChat),
			},
			Region:     pulumi.String(tencentrtc.ApplicationRegionSingapore),
			RtcService: pulumi.Bool(true),
			Tags: pulumi.StringMap{
				"team": pulumi.String("support"),
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("sdkAppId", support.SdkAppId)
		ctx.Export("secretKey", support.SecretKey)
		return nil
	})
}
