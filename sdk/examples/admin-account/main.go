package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := tencentrtc.NewApplication(ctx, "support", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String(tencentrtc.ApplicationProductChat),
			},
			Region: pulumi.String(tencentrtc.ApplicationRegionSingapore),
		})
		if err != nil {
			return err
		}
		bot, err := tencentrtc.NewAdminAccount(ctx, "bot", &tencentrtc.AdminAccountArgs{
			Application: support.ID(),
			UserId:      pulumi.String("support_bot"),
		})
		if err != nil {
			return err
		}
		ctx.Export("userId", bot.UserId)
		return nil
	})
}
