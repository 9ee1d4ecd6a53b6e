export { wireJudgedView as wire } from '#shared/lambda/view-ports.ts';
