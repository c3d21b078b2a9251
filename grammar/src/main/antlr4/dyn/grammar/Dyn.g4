grammar Dyn;
file : EOF ;
