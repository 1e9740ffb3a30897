"""Uses a management backend through Tencent's own SDK: `tag_service.py <endpoint> <resource> <other resource>`.

Credentials come from the environment; prints what was answered as one JSON object.
"""

import json
import os
import sys

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.tag.v20180813 import models
from tencentcloud.tag.v20180813.tag_client import TagClient

endpoint, resource, missing = sys.argv[1:]
profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=endpoint))
credential = Credential(os.environ["TENCENTCLOUD_SECRET_ID"], os.environ["TENCENTCLOUD_SECRET_KEY"])
client = TagClient(credential, "ap-guangzhou", profile)


def ask(action, **parameters):
    """The answer of an action, or its error, as plain values."""
    request = getattr(models, action + "Request")()
    request.from_json_string(json.dumps(parameters))
    try:
        return json.loads(getattr(client, action)(request).to_json_string())
    except TencentCloudSDKException as error:
        return {"code": error.get_code(), "message": error.get_message(), "requestId": error.get_request_id()}


tag = {"TagKey": "团队", "TagValue": "support"}
answers = {
    "created": ask("CreateTag", **tag),
    "described": ask("DescribeTags", TagKey=tag["TagKey"], Offset=0, Limit=10),
    "tagged": ask("TagResources", ResourceList=[resource, missing], Tags=[tag]),
    "found": ask("GetResources", TagFilters=[{"TagKey": tag["TagKey"], "TagValue": [tag["TagValue"]]}]),
    "refused": ask("DeleteTag", **tag),
}
json.dump(answers, sys.stdout)
