// Runs in a page: sends pointer and focus events to every element, and collects what a sanitized mail must not contain.
// Elements of the page itself are marked `data-own`.
(() => {
  const forbidden = [];
  const activeElements =
    'script,style,link,meta,base,iframe,frame,object,embed,form,input,button,svg,math,video,audio,template';
  const urlAttributes = /^(?:src|srcset|href|action|formaction|data|poster|background|ping)$/i;
  for (const element of document.body.querySelectorAll('*')) {
    if (element.matches('[data-own]')) continue;
    for (const name of ['mouseover', 'pointerenter', 'focus', 'toggle', 'error', 'load']) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    if (typeof element.focus === 'function') element.focus();
    if (element.matches(activeElements)) forbidden.push(element.localName);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) forbidden.push(name);
      const allowed = name === 'href' ? /^(?:https?:|mailto:)/i : /^cid:/i;
      if (urlAttributes.test(name) && !allowed.test(value)) forbidden.push(`${name}=${value}`);
      if (name === 'style' && /url|expression|import|[\\@]/i.test(value)) forbidden.push(`style=${value}`);
    }
    // Only a link that would run a script in this page is clicked.
    if (element.localName === 'a' && /^(?:javascript|data|vbscript):/i.test(element.href)) element.click();
  }
  return { ran: globalThis.canary === 1, forbidden };
})();
