const callback = /^http:\/\/localhost:\d+\/callback\b/;
const maxSteps = 12;

/**
 * Does what a person does in the browser: opens the address, fills in the e-mail on each page that asks for it, and
 * follows the redirects with cookies. Returns the address of the callback, which it does not request.
 */
export const browseSignIn = async (address: string, email: string): Promise<string> => {
  const cookies = new Map<string, string>();
  let url = address;
  let method = 'GET';
  for (let step = 0; step < maxSteps; step += 1) {
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(method === 'POST' ? { body: new URLSearchParams({ email }) } : {}),
    });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) {
      if (answer.status !== 200 || method === 'POST') throw new Error(`${url} answered ${answer.status}`);
      method = 'POST';
      continue;
    }
    url = new URL(location, url).href;
    method = 'GET';
    if (callback.test(url)) return url;
  }
  throw new Error(`the sign-in did not end after ${maxSteps} steps`);
};
