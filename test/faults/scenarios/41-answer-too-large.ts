import type { FaultScenario } from '../fault-scenario.ts';
import { readHostileBody } from '../read-hostile-body.ts';

export const answerTooLarge: FaultScenario = {
  number: 41,
  fault: 'the body of a mail is 900,000 kanji, 2.7 MB in each of two forms',
  expected: 'BodyTooLarge within 1 s of processor time; audit rows requested, failed',
  protection: {
    file: 'shared/communications/body.ts',
    find: 'Buffer.byteLength(JSON.stringify(body)) > maxAnswerBytes',
    replace: 'body.text.length > maxAnswerBytes',
    without: 'the characters of the text are counted instead of the bytes of the answer',
  },
  run: () => readHostileBody('漢'.repeat(900_000)),
};
