// Loaded first by every Node process of the walk: it connects to this machine only.
import net from 'node:net';

const local = /^(localhost|127(\.\d+){3}|::1)$/;
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...given) {
  const [first] = given;
  const options = Array.isArray(first) ? first[0] : first;
  const host = typeof options === 'object' ? (options.host ?? 'localhost') : (given[1] ?? 'localhost');
  if (typeof options === 'object' && options.path !== undefined && options.port === undefined)
    return connect.apply(this, given);
  if (local.test(String(host))) return connect.apply(this, given);
  process.nextTick(() => this.destroy(new Error(`${host} is not on this machine`)));
  return this;
};

// The keys of a user pool are at an address of AWS, which the emulator serves by http. Its discovery document names its
// own address, where Cognito names the issuer's.
const issuer = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\//;
const { fetch } = globalThis;

globalThis.fetch = async (input, init) => {
  const address = String(input);
  if (!issuer.test(address)) return fetch(input, init);
  const answer = await fetch(address.replace(issuer, `${process.env.AWS_ENDPOINT_URL}/`), init);
  const [pool = ''] = address.split('/.well-known/openid-configuration');
  if (pool === address) return answer;
  return Response.json({ ...(await answer.json()), jwks_uri: `${pool}/.well-known/jwks.json` });
};
