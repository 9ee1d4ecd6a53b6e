/**
 * Domains in which anyone can have an address. They cannot be domains of a customer, because the filter would then keep
 * private mail of strangers. Compiled by hand from the sign-up pages of the providers; a missing provider is a line to
 * add.
 */
const consumerDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com
  outlook.com outlook.co.uk outlook.de outlook.es outlook.fr outlook.it outlook.jp outlook.com.au outlook.com.br outlook.ie outlook.in
  hotmail.com hotmail.co.uk hotmail.de hotmail.es hotmail.fr hotmail.it hotmail.be hotmail.nl hotmail.com.br hotmail.com.ar hotmail.ca
  live.com live.co.uk live.ca live.de live.fr live.it live.nl live.be live.com.au live.dk live.no live.se msn.com passport.com windowslive.com
  yahoo.com yahoo.co.uk yahoo.ca yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yahoo.in yahoo.co.in yahoo.co.jp yahoo.com.mx
  ymail.com rocketmail.com myyahoo.com aol.com aol.co.uk aim.com verizon.net
  icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com
  gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.co.uk gmx.fr web.de t-online.de freenet.de mail.de posteo.de mailbox.org
  mail.com email.com usa.com zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm hey.com hushmail.com
  yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it tin.it
  comcast.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
  rogers.com shaw.ca sympatico.ca telus.net videotron.ca
  btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk
  bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz
  qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net nate.com rediffmail.com
  uol.com.br bol.com.br terra.com.br ig.com.br wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz
  telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl bluewin.ch
  guerrillamail.com mailinator.com 10minutemail.com yopmail.com temp-mail.org`
    .split(/\s+/)
    .filter((domain) => domain !== ''),
);

/** For a test that the list is not empty. */
export const consumerDomainCount = consumerDomains.size;

/** Whether a normalized domain is, or is below, the domain of a consumer mail provider. */
export const isConsumerDomain = (domain: string): boolean => {
  const labels = domain.split('.');
  return labels.some((_label, index) => consumerDomains.has(labels.slice(index).join('.')));
};
