/** Given names and surnames of fictitious people; they are combined at random. */
export const givenNames = `
  Abel Ada Alma Amir Anouk Arlo Aylin Bea Bruno Callum Carmen Cora Dara Dev Edith Elio Esme Ewan Farah Fergus Gita
  Greta Hamza Hazel Ida Idris Ines Ivo Jarek Joan Jonas Juno Kaia Kemal Lars Leila Lotte Luca Maeve Malik Mara
  Milo Nadia Nils Noor Odile Olga Omar Orla Otis Paolo Petra Priya Quinn Rafael Rhea Rosa Rune Sana Selma Silas
  Sunil Tara Theo Tilda Tomas Uma Vera Viktor Wanda Wim Yara Yusuf Zadie Zeno
`
  .trim()
  .split(/\s+/);

export const surnames = `
  Abernathy Albrecht Amadi Barlow Beaumont Birch Bosko Brandt Calloway Castellan Chaudry Corrigan Dahlgren
  Delacourt Dunmore Eastwick Ekström Fairweather Falk Farrow Galante Greenhalgh Hakimi Halloran Hawthorne Hollis
  Ibarra Iyer Jansson Jelinek Kaplan Keane Kowalczyk Lindqvist Lockhart Lombardi Mahler Marchetti Mbeki Mercer
  Montrose Nakamura Nyberg Oakley Okafor Ostrowski Pemberton Petrov Quill Ramsay Redfern Rosales Sandoval Schaefer
  Sinclair Sorensen Takeda Thackeray Tremblay Ueda Vasquez Verhoeven Wexler Whitlock Yilmaz Zeller
`
  .trim()
  .split(/\s+/);

/** Departments with their job titles. */
export const departments = [
  { name: 'Management', titles: ['Managing Director', 'Operations Director'] },
  { name: 'Finance', titles: ['Accountant', 'Payroll Clerk', 'Controller'] },
  { name: 'Sales', titles: ['Account Manager', 'Sales Representative', 'Sales Assistant'] },
  { name: 'Operations', titles: ['Planner', 'Dispatcher', 'Shift Lead', 'Coordinator'] },
  { name: 'Customer Service', titles: ['Service Agent', 'Team Lead'] },
  { name: 'Human Resources', titles: ['HR Partner', 'Recruiter'] },
  { name: 'IT', titles: ['System Administrator', 'Support Technician'] },
] as const;

/** Subjects of mail from customers to their MSP. */
export const mailTopics = [
  'Printer on the second floor offline again',
  'New starter on Monday: account and laptop',
  'Quote for replacement firewall',
  'VPN drops every afternoon',
  'Invoice question for last month',
  'Shared calendar not visible on phones',
  'Backup report: one job failed',
  'Please remove access for a leaver',
  'Meeting room screen shows no picture',
  'Licenses for the summer team',
  'Phishing mail reported by reception',
  'Moving office in spring: network plan',
] as const;

export const mailSentences = [
  'Could somebody have a look at it this week?',
  'It began after the update on Tuesday.',
  'I attached what I see on the screen.',
  'Two colleagues have the same problem, one of them works from home.',
  'There is no hurry, but the team would like to know when it is done.',
  'The serial number is on the label at the back.',
  'We are in the office until five.',
  'Thank you for the quick help last time.',
  'Please call reception first, the line to my desk is being changed.',
  'Let me know whether you need remote access.',
] as const;

/** First and second words of generated company names. */
export const companyNameStarts = `
  Amber Birch Cedar Copper Delta Elm Fern Flint Granite Harbor Hazel Heron Ivory Juniper Kestrel Lantern Larch
  Linden Maple Meadow Osprey Otter Pine Quarry Raven Rowan Sable Slate Spruce Tern Thistle Walnut Willow Wren
`
  .trim()
  .split(/\s+/);
export const companyNameEnds = `
  Accounting Architects Bakery Builders Catering Clinic Dental Electric Foods Freight Gardens Joinery Legal
  Logistics Machining Motors Optics Pharmacy Plumbing Press Travel Veterinary
`
  .trim()
  .split(/\s+/);
