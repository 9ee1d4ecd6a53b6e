const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;

/** The page sends the form to its own address, which holds the request of the client. */
export const signInPage = (email: string): string =>
  page(
    'Sign in to the local stack',
    `<p>Any address is accepted here. Members of the MSP are in <code>.local/session.json</code>.</p>
<form method="post">
<label>E-mail <input name="email" type="email" required autofocus value="${escapeHtml(email)}"></label>
<button>Sign in</button>
</form>`,
  );

export const refusalPage = (reason: string): string =>
  page('This sign-in cannot go on', `<p>${escapeHtml(reason)}</p>`);
