"""Awkward Turtle: documents that a scanner gets wrong, with the oddities of the W3C's test suite."""

from __future__ import annotations

from typing import Final

P: Final = "@prefix a: <http://a.example/> .\n@prefix : <http://n.example/#> .\n"

DOCUMENTS: Final = {
    "nothing": "",
    "only white space": " \t\r\n",
    "only a byte order mark": "\ufeff",
    "only a comment": "# a:s a:p a:o .",
    "comment at the end without a line end": P + "a:s a:p a:o . # end",
    "byte order mark": "\ufeff" + P + "a:s a:p a:o .",
    "byte order mark and a triple at once": "\ufeff<http://s> <http://p> <http://o> .",
    "CRLF": (P + "a:s a:p a:o ;\n  a:q 1 .\n").replace("\n", "\r\n"),
    "CR alone": (P + "# said\na:s a:p a:o ;\n  a:q 1 .\n").replace("\n", "\r"),
    "tabs": P.replace(" ", "\t") + "\ta:s\ta:p\ta:o\t,\t2\t.",
    "no white space": "@prefix a:<http://a/>.a:s a:p<o:x>,\"x\"@ja,'y'^^a:d,1,[],();a:q[a:r true].",
    "full-width text": P + 'a:港区 a:名 "芝地区　総合支所"@ja , "ﾐﾅﾄ😀"@ja ; a:次 a:後 .',
    "object list": P + "a:s a:p a:o1 , a:o2,a:o3\n,\n a:o4 .",
    "predicate list": P + "a:s a:p a:o ; a:q a:o ; a:p a:o2 .",
    "semicolons to spare": P + "a:s a:p a:o ;;; ; a:q 1 ; ; .",
    "the same triple twice": P + "a:s a:p a:o . a:s a:p a:o ; a:p a:o .",
    "comments everywhere": P
    + "# 1\na:s # <http://no>\n a:p # '''\n a:o # \"\n , 2 # ; .\n . # ]\n",
    "hash that is no comment": P + '<http://x/#a> a:p "# no" , <#b> .'.replace("<#b>", ":b"),
    "quotes of all sorts": P + "a:s a:p \"a'b\" , 'a\"b' , \"\"\"a\"b\"\"c\"\"\" , '''a'b''c''' .",
    "empty strings": P + 'a:s a:p "" , \'\' , """""" , \'\'\'\'\'\' , ""@ja .',
    "lines in a string": P + 'a:s a:p """one\ntwo . a:x a:y a:z\n# three""" ; a:q """\r\n""" .',
    "quotes before the end": P + 'a:s a:p """ab\\"""" , """ab""c\\"\\"""" .',
    "escapes in strings": P + r'a:s a:p "\t\b\n\r\f\"\'\\" , "\u3042\U0001F600" , "\\u3042" .',
    "escapes in IRIs": r"<http://a.example/\u3042> <http://p/\U0001F600> <http://a.example/\u00e9> .",
    "escapes in names": P + r"a:\~\.\-\!\$\&\'\(\)\*\+\,\;\=\/\?\#\@\_ a:p a:x\,y , a:\%41 .",
    "per cent in names": P + "a:%20 a:p%41 a:a%2Fb%e3 .",
    "dots in names": P + "a:a.b a:p..q a:c.d.\na:e a:p a:f...g .",
    "dot right behind": P
    + 'a:s a:p <o:x>.a:s a:p 1.a:t a:p "x"@ja.a:u a:p [].a:v a:p _:b.\na:w a:p true.',
    "names that hold what seems a dot right behind": P + "a:s a:p a:o.a:s , _:b.a , a:true.a:x .",
    "colons in names": P + "a:b:c :d: :: .",
    "digits first": P + "a:1 a:2b a:3.4 .",
    "names of one prefix in the other": "@prefix a.b: <http://x/> . @prefix a: <http://y/> . a.b:c a:b a:c .",
    "empty local name": P + "a: : a: .",
    "prefix named like a keyword": "PREFIX a: <http://a/> PREFIX true: <http://t/> @prefix prefix: <http://p/> . true:x a prefix:a ; a:a a:true .",
    "integers": P + "a:s a:p 1 , -2 , 30 , 1.\na:t a:p 1 .",
    "decimals": P + "a:s a:p 1.5 , -0.5 , 0.50 .",
    "doubles": P + "a:s a:p 1e3 , 1.5E-3 , 1.e0 , -.5e+10 , +1E1 .",
    "booleans": P + "a:s a:p true , false ; a a:true .",
    "a as verb and a in names": P + "a:a a a:a ; a:a :a .",
    "languages": P + 'a:s a:p "x"@ja , "x"@ja-Hira , "x"@EN-gb , "x"@prefix , "x"@base .',
    "datatypes": P + 'a:s a:p "1"^^a:d , "1"^^<http://d> , """1"""^^a:d .',
    "ill-typed": P
    + '@prefix x: <http://www.w3.org/2001/XMLSchema#> . a:s a:p "a"^^x:integer , "01"^^x:integer .',
    "string type spelt out": '<http://s> <http://p> "x"^^<http://www.w3.org/2001/XMLSchema#string> .',
    "SPARQL directives": "PREFIX a: <http://a/>\npReFiX b:<http://b/> BASE <http://base/>\nbase <x/> a:s b:p <y> .",
    "prefix said again": "@prefix a: <http://1/> . a:s a:p a:o . @prefix a: <http://2/> . a:s a:p a:o .",
    "prefix below a base": "@base <http://b/x/> . @prefix a: <../y#> . a:s a:p <z> , <> , <#> , <#f> .",
    "bases": "@base <http://b/c/d?q> . <> <#p> <e> , </f> , <//g/h> , <../j> . @base <k/> . <l> <m> <n> .",
    "labelled nodes": P + "_:a a:p _:b . _:b a:p _:a , _:a.b , _:1 , _:é .",
    "label before a dot": P + "a:s a:p _:x. _:x a:p 1 .",
    "brackets": P + "a:s a:p [ ] , [] , [ a:q 1 ; a:r 2 , 3 ] ; a:t [ a:u [ a:v [ ] ] ; ] .",
    "bracket as subject": P + "[] a:p 1 . [ a:p 2 ] . [ a:p 3 ; a:q [ a:r 4 ] ] a:s 5 .",
    "comment inside brackets": P + "a:s a:p [ # ]\n a:q ( # )\n 1 ) ] .",
    "collections": P + "a:s a:p () , ( ) , ( 1 ) , ( a:a 'b' \"c\"@ja 1.5 true ) ; a:q (a:x).",
    "collection as subject": P + "(1 2) a:p 3 . () a:p () . ( [ a:q 1 ] ( ) ) a:p ( ( 1 ) [ ] ) .",
    "collections in brackets in collections": P
    + "a:s a:p ( [ a:q ( [ a:r ( () ) ] _:b ) ] ( ( 1 ) ) ) .",
    "turned around": P + "a:s a:p\n  a:o ;\n\n\n\n  a:q\n\n    1\n\n.\n",
    "line separators that Turtle does not know": P
    + 'a:s a:p "\u2028\u0085\x0b\x0c" , 1 .\na:t a:p 2 .',
    "numbers as nobody writes them": P + "a:s a:p +3 , 0007 , -.5 , +0.50 , .0 .",
    "white space before language and datatype": P
    + 'a:s a:p "x" @de , "1" ^^ a:d , "1"# d\n^^\na:d .',
    "query below a base": "@base <http://b/c/d?q> . <?i> <?> <#> .",
    "IRIs of every sort": "<urn:x:y> <mailto:a@b> <http://a/?b=c&d=(e)#f;g,h> , <tag:x,2009:é> , <file:///x> .",
}

# What rdflib's parser gets wrong, and how; pyoxigraph is right.
NOT_FOR_RDFLIB: Final = {
    "CR alone": "does not end a line",
    "numbers as nobody writes them": "are written another way",
    "white space before language and datatype": "is refused",
    "query below a base": "takes the last segment of the path away",
}

BROKEN: Final = {
    "no full stop": P + "a:s a:p a:o",
    "no object": P + "a:s a:p . a:t a:p a:o .",
    "no prefix": "a:s a:p a:o .",
    "literal that does not end": P + 'a:s a:p "x .\na:t a:p a:o .',
    "long literal that does not end": P + 'a:s a:p """x .\na:t a:p a:o .',
    "IRI that does not end": P + "a:s a:p <http://x .\na:t a:p a:o .",
    "bracket that does not end": P + "a:s a:p [ a:q 1 .\na:t a:p a:o .",
    "collection that does not end": P + "a:s a:p ( 1 2",
    "bracket too many": P + "a:s a:p ] .\na:t a:p a:o .",
    "brackets crossed": P + "a:s a:p [ a:q ( ] ) .\na:t a:p a:o .",
    "literal as subject": P + '"x" a:p 1 .\na:t a:p a:o .',
    "language that is none": P + 'a:s a:p "x"@abcdefghijklm , "x"@ .\na:t a:p a:o .',
    "datatype that is none": P + 'a:s a:p "x"^^ , "y"^^1 .\na:t a:p a:o .',
    "surrogate": P + r'a:s a:p "\uD800\UFFFFFFFF" .' + "\na:t a:p a:o .",
    "directive cut off": "@prefix",
    "directive without IRI": "@prefix a: .\n@base .\nPREFIX",
    "words": "the quick brown fox. jumps.over the lazy.dog",
    "RDF 1.2": P + "<< a:s a:p a:o >> a:q 1 .\na:t a:p a:o {| a:q 2 |} .",
    "control characters": "\x00\x01" + P + "a:s a:p \x1b a:o .",
    "lone surrogates": P + "a:s a:p \ud800 .\na:t a:p a:o .",
}
