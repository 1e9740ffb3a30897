package main

import (
	"github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		huaweiAppSecret := cfg.RequireSecret("huaweiAppSecret")
		support, err := tencentrtc.NewApplication(ctx, "support", &tencentrtc.ApplicationArgs{
			Products: pulumi.StringArray{
				pulumi.String("chat"),
			},
			Region: pulumi.String("singapore"),
		})
		if err != nil {
			return err
		}
		huawei, err := tencentrtc.NewPushCertificate(ctx, "huawei", &tencentrtc.PushCertificateArgs{
			Application: support.ID(),
			Platform: tencentrtc.PushCertificatePlatformHuaweiArgs{
				Vendor:      pulumi.String("huawei"),
				PackageName: pulumi.String("com.example.shop"),
				AppId:       pulumi.String("104512345"),
				AppSecret:   huaweiAppSecret,
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("certificateId", huawei.CertificateId)
		return nil
	})
}
