export { wireView as wire } from '#shared/lambda/view-ports.ts';
