package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := tencentrtc.NewApplication(ctx, "support", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String("chat"),
			},
			Region: pulumi.String("singapore"),
		})
		if err != nil {
			return err
		}
		found := tencentrtc.GetPushCertificatesOutput(ctx, tencentrtc.GetPushCertificatesOutputArgs{
			Application: support.ID(),
		}, nil)
		ctx.Export("certificates", found.Certificates())
		return nil
	})
}
