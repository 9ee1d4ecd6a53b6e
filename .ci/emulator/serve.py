"""Starts ministack with its gaps filled that the walk would fall into, and without a way out of this machine.

The product is deployed as it is. The gaps:

1. What `pools.py` teaches it about Cognito.
2. A temporary password always has 12 characters, whatever the policy of the pool requires.
3. A stack takes over a table, secret, log group or function whose name is taken, where CloudFormation fails. Without
   this a failed or a second deployment would pass here and fail in an account.
4. A stack deletes a table under deletion protection.
"""

import os
import secrets
import signal
import string
import threading
import time

import loopback
import pools
from ministack.app import main
from ministack.services import cloudwatch_logs, cognito, dynamodb, lambda_svc, secretsmanager
from ministack.services.cloudformation import provisioners

def temporary_password():
    kinds = [string.ascii_uppercase, string.ascii_lowercase, string.digits, "!@#$%^&*"]
    required = [secrets.choice(kind) for kind in kinds]
    return "".join(required + [secrets.choice("".join(kinds)) for _ in range(20)])


# The property that names a resource, and where ministack keeps those that exist.
named = {
    "AWS::DynamoDB::Table": ("TableName", dynamodb._tables),
    "AWS::SecretsManager::Secret": ("Name", secretsmanager._secrets),
    "AWS::Logs::LogGroup": ("LogGroupName", cloudwatch_logs._log_groups),
    "AWS::Lambda::Function": ("FunctionName", lambda_svc._functions),
}


def refuse_taken_name(resource_type, property_name, existing):
    handler = provisioners._RESOURCE_HANDLERS[resource_type]
    create = handler["create"]

    def create_new(logical_id, props, stack_name):
        name = props.get(property_name)
        if name in existing:
            raise ValueError(f"Resource of type '{resource_type}' with identifier '{name}' already exists.")
        return create(logical_id, props, stack_name)

    handler["create"] = create_new


def refuse_protected_table():
    handler = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    delete = handler["delete"]

    def delete_unprotected(physical_id, props):
        if dynamodb._tables.get(physical_id, {}).get("DeletionProtectionEnabled"):
            raise ValueError(f"Resource cannot be deleted as it is currently protected against deletion: {physical_id}")
        return delete(physical_id, props)

    handler["delete"] = delete_unprotected


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    # The group contains the functions.
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
for each, (name_property, kept) in named.items():
    refuse_taken_name(each, name_property, kept)
refuse_protected_table()
pools.teach()
cognito._generate_temp_password = temporary_password
main()
