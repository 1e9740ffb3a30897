package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		ofTeam, err := tencentrtc.GetApplications(ctx, &tencentrtc.GetApplicationsArgs{
			Tags: map[string]string{
				"team": "media",
			},
		}, nil)
		if err != nil {
			return err
		}
		ctx.Export("ids", pulumi.ToStringArray(ofTeam.Ids))
		return nil
	})
}
