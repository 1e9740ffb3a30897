package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		studio, err := tencentrtc.NewApplication(ctx, "studio", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String(tencentrtc.ApplicationProductRtcEngine),
			},
			Region: pulumi.String(tencentrtc.ApplicationRegionSingapore),
		})
		if err != nil {
			return err
		}
		cost, err := tencentrtc.NewTag(ctx, "cost", &tencentrtc.TagArgs{
			Application: studio.ID(),
			Key:         pulumi.String("cost_centre"),
			Value:       pulumi.String("4711"),
		})
		if err != nil {
			return err
		}
		ctx.Export("tag", cost.ID())
		return nil
	})
}
