"""Teaches ministack two types of CloudFormation as Cognito has them.

1. `AWS::Cognito::UserPool` has no attribute `ProviderURL`.
2. `AWS::Cognito::ManagedLoginBranding` is unknown.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
"""

import uuid

from ministack.services import cognito
from ministack.services.cloudformation import provisioners

attributes_of_pool = provisioners._cognito_user_pool_attributes


def with_provider_url(pool_id):
    attributes = attributes_of_pool(pool_id)
    return {**attributes, "ProviderURL": f"https://{attributes['ProviderName']}"}


def create_branding(logical_id, props, stack_name):
    pool = cognito._user_pools.get(props.get("UserPoolId"))
    if pool is None or props.get("ClientId") not in pool["_clients"]:
        raise ValueError(f"{logical_id} names no client of a user pool")
    branding_id = str(uuid.uuid4())
    return f"{props['UserPoolId']}|{branding_id}", {"ManagedLoginBrandingId": branding_id}


def teach():
    provisioners._cognito_user_pool_attributes = with_provider_url
    provisioners._RESOURCE_HANDLERS["AWS::Cognito::ManagedLoginBranding"] = {
        "create": create_branding,
        "delete": lambda physical_id, props: None,
    }
