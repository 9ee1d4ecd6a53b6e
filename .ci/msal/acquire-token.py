"""Signs in to the simulated Microsoft with MSAL for Python: a secret, and a certificate in the three ways MSAL knows.

Reads where and as whom from standard input. Exits with 1 where MSAL gets no token, or gets one that it must not get.
"""

import json
import sys

import msal
import requests

HOST = "https://login.microsoftonline.com"
SCOPES = ["https://graph.microsoft.com/.default"]


class LocalHttp:
    """MSAL's requests, sent to the simulation in place of Microsoft's host."""

    def __init__(self, origin):
        self.origin = origin
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, url, **options):
        return self.session.get(url.replace(HOST, self.origin), timeout=10, **options)

    def post(self, url, **options):
        return self.session.post(url.replace(HOST, self.origin), timeout=10, **options)

    def close(self):
        self.session.close()


def main():
    given = json.load(sys.stdin)

    def sign_in(credential):
        application = msal.ConfidentialClientApplication(
            given["clientId"],
            authority=f"{HOST}/{given['tenantId']}",
            client_credential=credential,
            http_client=LocalHttp(given["origin"]),
        )
        return application.acquire_token_for_client(scopes=SCOPES)

    key = {"private_key": given["privateKeyPem"]}
    accepted = {
        "a secret": given["secret"],
        "a certificate, by x5t with padding": {**key, "thumbprint": given["thumbprintSha1"]},
        "a certificate, by x5t#S256": {**key, "public_certificate": given["certificatePem"]},
    }
    failed = False
    for what, credential in accepted.items():
        answer = sign_in(credential)
        print(f"{'ok' if 'access_token' in answer else 'failed'}: {what}", answer.get("error_description", ""))
        failed = failed or "access_token" not in answer
    # It must be able to fail.
    answer = sign_in({**key, "thumbprint": "00" * 20})
    refused = 700027 in answer.get("error_codes", [])
    print(f"{'ok' if refused else 'failed'}: another thumbprint is refused")
    sys.exit(1 if failed or not refused else 0)


main()
