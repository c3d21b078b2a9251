/*
 * The .dyn language. Operators are parsed flat (`expression` is operands with operators between them) and bound by precedence afterwards,
 * in dyn.frontend.parse.Precedence: no prediction is ever ambiguous, and a sum of 10,000 terms is as shallow as a sum of two.
 * Line breaks do not matter here. REDUCE is never lexed: a scan of the tokens turns `sum`, `mean`, `min`, `max` with a binder into it;
 * STALE is `stale` where a value follows its brackets, UPDATES begins a sentence of an experiment;
 * EXPECTATION and FOLLOWS are made of `expectation` and `~` in `expectation(z ~ ...)`, MOMENT of an `at` within brackets, and likewise UNIT,
 * the name after a number on its line, INTEGRAL in `integral(u in ...`, UNITS, the word `unit` where it begins a sentence, and NEW after it.
 * IMPORT, USE and AS, the words of grids and edges, and ANY and ORDER of `in any order`, are made the same way, where they begin or continue
 * their sentence; NOISE and the COLON after its name likewise, and what makes an event: ON, and within its braces ASSIGN, INCREASE, STOP, HOLD and FOR,
 * and LOCATE in an experiment;
 * elsewhere the words are names.
 */
grammar Dyn;

tokens { REDUCE, EXPECTATION, FOLLOWS, MOMENT, IMPORT, USE, AS, UNIT, UNITS, NEW, GRID, EDGE, GIVEN, SIDE, SPACING, BOUNDARY,
  MEMORY, PAST, INTEGRAL, EDGES, ARROW, WITH, NEIGHBOURS, COLUMNS, INTO, OUT, NORMALIZE, ANY, ORDER,
  STALE, UPDATES, NOISE, COLON, ON, ASSIGN, INCREASE, STOP, HOLD, FOR, LOCATE }

file : version? definition* EOF ;
version : NAME NUMBER ;
definition : importing | model | experiment | constants | function | units | ';' ;
importing : IMPORT (STRING (AS NAME)? | NAME (',' NAME)* FROM STRING) ;
loneAssignment : assignment EOF ;
loneMethod : methodChoice EOF ;

// ---- models

model : MODEL NAME STRING? '{' modelItem* '}' ;
modelItem : parameters | states | memories | lets | constants | function | inputs | outputs | dimensions | equation | nextEquation | methodHint | use | units | grid | boundary | edges | normalize | noises | event | ';' ;

parameters : PARAM parameter (',' parameter)* ;
parameter : NAME subscripts? unitOf? origin? constraint? STRING? ;
states : STATE state (',' state)* ;
state : NAME PRIME* subscripts? unitOf? origin? STRING? ;
// `memory symmetric C[t, s] = 1`: its value for each pair of times, s up to t; what is given is its diagonal.
memories : MEMORY memory (',' memory)* ;
memory : PAST? NAME subscripts unitOf? origin STRING? ;
origin : '=' expression | FROM expression ;
constraint : WHERE expression ;
lets : LET definitionOf (',' definitionOf)* ;
constants : CONST definitionOf (',' definitionOf)* ;
definitionOf : NAME subscripts? unitOf? '=' expression STRING? ;
function : FN NAME '(' (NAME (',' NAME)*)? ')' '=' expression STRING? ;
inputs : INPUT port (',' port)* ;
outputs : OUTPUT port (',' port)* ;
port : NAME subscripts? unitOf? ('=' expression)? STRING? ;
dimensions : (DIM dimension | INDEX secondIndex) (',' (dimension | INDEX secondIndex))* ;
dimension : NAME '=' expression STRING? ;
secondIndex : NAME IN NAME ;
equation : NAME subscripts? PRIME* subscripts? '=' expression order? ;
nextEquation : NEXT NAME PRIME* subscripts? '=' expression order? ;
// One cell at a time, and each sees what those before it have become.
order : IN ANY ORDER ;
methodHint : METHOD methodChoice ;
use : USE NAME AS NAME subscripts? ('{' (given | ',' | ';')* '}')? ;
given : NAME PRIME* origin ;

// `unit ms, mV` are units that numbers are kept in, `unit new spike` a new dimension, `unit furlong = 201.168 m` a multiple.
units : UNITS unitItem (',' unitItem)* ;
unitItem : NEW NAME STRING? | NAME '=' NUMBER (unitFactor unitRest*)? STRING? | unit STRING? ;
unitOf : IN unit ;
unit : (unitFactor | NUMBER '/' unitFactor) unitRest* ;
unitRest : ('*' | '/') unitFactor ;
unitFactor : (NAME | UNIT) ('^' '-'? NUMBER)? ;

// `grid cell[i = 64, j = 32] periodic, spacing 1/10`; `grid rod[i = 100] i low value 1, i high zero_flux, spacing 0.01`.
grid : GRID NAME '[' gridAxis (',' gridAxis)* ']' ','? gridClause (',' gridClause)* STRING? ;
gridAxis : NAME '=' expression ;
gridClause : NAME? SIDE? (EDGE | GIVEN expression) | NAME? SPACING expression ;
// `boundary u i low = sin(t)`: what a neighbour of u beyond that side holds.
boundary : BOUNDARY NAME NAME? SIDE '=' expression ;

// `edges road[a in town -> b in town] from "roads.csv" columns "from", "to", km`; `edges syn[i in src -> j in dst] with probability 0.02, seed 7`.
edges : EDGES NAME '[' edgeEnd ARROW edgeEnd ']' edgeSource? (','? SEED arithmetic)? (WHERE expression)? ;
edgeEnd : NAME IN NAME ;
edgeSource : WITH NAME arithmetic | NEIGHBOURS | FROM STRING (COLUMNS STRING ',' STRING (',' edgeColumn)*)? ;
edgeColumn : NAME STRING? unitOf? ;

// `noise W[i] : wiener ito`, `noise L : stable(1.5)`: its increment in a step is `dW`.
noises : NOISE noise (',' noise)* ;
noise : NAME subscripts? COLON NAME ('(' arguments? ')')? NAME? STRING? ;

// `on up(v - 1) { v := 0; n += 1 }`, `on down(x) { stop gone }`: what happens at the end of a step in which this goes through zero.
event : ON NAME '(' expression ')' '{' (action | ';')* '}' ;
action : NAME PRIME* (ASSIGN | INCREASE) expression | STOP NAME | HOLD NAME PRIME* FOR expression ;

// `normalize s to sqrt(n) at output`: what is looked at has this norm.
normalize : NORMALIZE NAME PRIME* TO expression AT OUTPUT ;

// ---- experiments

experiment : EXPERIMENT NAME (OF NAME)? STRING? '{' experimentItem* '}' ;
experimentItem : time | method | ensemble | setting | variation | recording | binding | seed | locate | updates | plot | expect | ';' ;

time : TIME arithmetic '..' arithmetic ;
method : METHOD methodChoice ;
methodChoice : NAME ('(' arguments? ')')? ;
ensemble : ENSEMBLE arithmetic ;
setting : SET assignment (',' assignment)* ;
assignment : NAME PRIME* '=' expression ;
variation : VARY target (',' target)* (OVER | FROM) expression ;
target : NAME PRIME* ;
// Times are exact decimals: `every 0.1`, `every 1 from 469`, `every 1 from 10 to 20`, `at 3`, `at [1, 2, end]`, `at linspace(0, 1, 11)`, `at end`.
recording : RECORD expression (',' expression)* (EVERY arithmetic (FROM arithmetic)? (TO arithmetic)? | AT arithmetic)? (TO STRING)? ;
binding : INPUT NAME (FROM STRING column* | (FROM | '=') expression) ;
column : NAME (STRING | NAME) unitOf? | TIME STRING unitOf? | unitOf ;
seed : SEED arithmetic ;
// `updates asynchronous(probability = 0.5, delay = 4)`: which cells of a map are updated in a step, and what they read of others.
// `locate bridge`: crossings within a step of a noisy path are drawn.
locate : LOCATE NAME ;
updates : UPDATES NAME ('(' arguments? ')')? ;
// A name at the end is the kind of its axes: `plot x log`, `plot y over x loglog`.
plot : PLOT expression (',' expression)* (OVER expression)? (AT arithmetic)? NAME? ;
expect : EXPECT arithmetic (AT arithmetic | THROUGHOUT)? (comparison arithmetic)? (WITHIN arithmetic NAME?)? ;
comparison : '==' | '!=' | '<' | '<=' | '>' | '>=' ;

// ---- expressions

expression : operand ((arithmeticOperator | relation) operand)* ;
arithmetic : operand (arithmeticOperator operand)* ;
arithmeticOperator : '+' | '-' | '*' | '/' | '@' | '^' ;
relation : '==' | '!=' | '<' | '<=' | '>' | '>=' | AND | OR ;
// `x at 4`, within brackets only: elsewhere `at` ends what is recorded.
operand : prefix* primary postfix* (MOMENT primary)? ;
prefix : '-' | '+' | NOT | REDUCE '(' binder (',' binder)* ')' | REDUCE '(' NAME (INTO | OUT OF) NAME (',' NAME)* ')' | EXPECTATION '(' NAME FOLLOWS expression (',' expression)? ')'
  | INTEGRAL '(' NAME IN arithmetic '..' arithmetic ')' | STALE '(' expression ')' ;
binder : NAME (IN NAME)? ;
primary : NUMBER (UNIT ('^' '-'? NUMBER)?)? | IMAGINARY | NAME ('(' arguments? ')')? | WHERE '(' arguments? ')' | '(' expression ')' | '[' expression (',' expression)* ']' ;
arguments : argument (',' argument)* ;
argument : (NAME '=')? expression ;
postfix : PRIME | subscripts ;
subscripts : '[' expression (',' expression)* ']' ;

// ---- words

MODEL : 'model' ;
EXPERIMENT : 'experiment' ;
OF : 'of' ;
PARAM : 'param' ;
STATE : 'state' ;
LET : 'let' ;
CONST : 'const' ;
FN : 'fn' ;
INPUT : 'input' ;
OUTPUT : 'output' ;
DIM : 'dim' ;
INDEX : 'index' ;
IN : 'in' ;
NEXT : 'next' ;
FROM : 'from' ;
WHERE : 'where' ;
TIME : 'time' ;
METHOD : 'method' ;
ENSEMBLE : 'ensemble' ;
SET : 'set' ;
VARY : 'vary' ;
OVER : 'over' ;
RECORD : 'record' ;
EVERY : 'every' ;
AT : 'at' ;
TO : 'to' ;
SEED : 'seed' ;
PLOT : 'plot' ;
EXPECT : 'expect' ;
WITHIN : 'within' ;
THROUGHOUT : 'throughout' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;

// A dot joins the name of an instance or an import to a name within it.
NAME : WORD ('.' WORD)* ;
fragment WORD : [\p{L}_] [\p{L}\p{Nd}_]* ;
NUMBER : DIGITS ('.' DIGITS)? EXPONENT? | '.' DIGITS EXPONENT? ;
fragment DIGITS : [0-9] ('_'? [0-9])* ;
fragment EXPONENT : [eE] [+\-]? [0-9]+ ;
// `2i`, a multiple of the imaginary unit.
IMAGINARY : NUMBER 'i' ;
// A number that runs into letters (1e, 2x, 0x1F, 1_): refused with its own message.
BAD_NUMBER : DIGITS ('.' DIGITS)? [\p{L}_] [\p{L}\p{Nd}_]* ;
STRING : '"' ~["\r\n]* '"' ;
OPEN_STRING : '"' ~["\r\n]* ;
PRIME : '\'' ;

// Operators of other languages, and of later versions of this one: known, so that they can be refused by name.
FOREIGN : '**' | '&&' | '||' | '!' | '%' | '&' | '|' | '=<' | '=>' | '<>' | '===' | '#' | '\\' | '~' | '?' | '$' ;
LATER : ':=' | '+=' | '->' | ':' | '.' ;

COMMENT : '//' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n\f\u00A0\uFEFF]+ -> skip ;
UNKNOWN : . ;
