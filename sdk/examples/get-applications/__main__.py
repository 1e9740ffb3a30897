import pulumi
import pulumi_tencentrtc as tencentrtc

of_team = tencentrtc.get_applications(tags={
    "team": "media",
})
pulumi.export("ids", of_team.ids)
