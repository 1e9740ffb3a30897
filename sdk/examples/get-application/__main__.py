import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    products=["chat"],
    region="singapore")
found = tencentrtc.get_application_output(id=support.id)
pulumi.export("status", found.status)
pulumi.export("adminAccounts", found.admin_accounts)
