/** Longer than a preview of 255 characters, so that fetching the body makes a difference. */
export const longMail = [
  'Hello Milo,',
  'the printer on the second floor is offline again. It began on Tuesday after the update, worked for an hour on Wednesday when we switched it off and on, and has been silent since.',
  'We print the treatment plans there, so reception now walks to the first floor for every patient. Two of the chairs have their own small printers, which do not take the large labels.',
  'Could somebody come by before Thursday? The practice is closed from noon to two, and that would be the best time.',
  'The door code for the side entrance is the usual one. The serial number on the back of the printer ends in 77-F.',
  'Kind regards',
].join('\n\n');
