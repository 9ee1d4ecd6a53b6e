// Runs in a page: passes the pointer over everything, focuses everything, and writes down what a mail has no business to hold. What the page itself put there is
// marked `data-own`.
(() => {
  const odd = [];
  const acting =
    'script,style,link,meta,base,iframe,frame,object,embed,form,input,button,svg,math,video,audio,template';
  const addresses = /^(?:src|srcset|href|action|formaction|data|poster|background|ping)$/i;
  for (const element of document.body.querySelectorAll('*')) {
    if (element.matches('[data-own]')) continue;
    for (const name of ['mouseover', 'pointerenter', 'focus', 'toggle', 'error', 'load']) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    if (typeof element.focus === 'function') element.focus();
    if (element.matches(acting)) odd.push(element.localName);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) odd.push(name);
      const allowed = name === 'href' ? /^(?:https?:|mailto:)/i : /^cid:/i;
      if (addresses.test(name) && !allowed.test(value)) odd.push(`${name}=${value}`);
      if (name === 'style' && /url|expression|import|[\\@]/i.test(value)) odd.push(`style=${value}`);
    }
    // A link is followed only where following it would run something here.
    if (element.localName === 'a' && /^(?:javascript|data|vbscript):/i.test(element.href)) element.click();
  }
  return { ran: globalThis.canary === 1, odd };
})();
